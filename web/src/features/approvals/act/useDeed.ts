import { useState } from "react";
import { isProblem } from "../../../platform/api";
import { act, approvalChanged } from "../api/approvals";
import type { ActKind, Approval } from "../api/types";
import type { Values } from "../definition";
import { actOf } from "./actOf";
import type { Deed } from "./offered";
import { onto, since } from "./since";
import { useConfirm } from "./useConfirm";

const adding = ["add_before", "add_after", "add_beside"] as const;

/**
 * What is settled before an act is sent, and the sending. It is about the approval as it was looked at, also where
 * another telling of it comes meanwhile: nobody decides on what they have not seen.
 */
export function useDeed(now: Approval, deed: Deed, onDone: () => void) {
  const [a, setSeen] = useState(now);
  const [task = null] = a.mine.tasks;
  const decides = deed === "approve" || deed === "reject";
  const [text, setText] = useState("");
  const [to, setTo] = useState<string[]>([]);
  const [where, setWhere] = useState<ActKind>(adding.find((kind) => task?.may.includes(kind)) ?? "add_after");
  const back = task?.may.includes("return_applicant") ? "" : (task?.return_to[0]?.id ?? "");
  const [step, setStep] = useState(back);
  const [onward, setOnward] = useState(deed === "resubmit" ? a.mine.onward : true);
  const [values, setValues] = useState<Values>(a.values);
  const [chosen, setChosen] = useState(a.mine.chosen ?? {});
  const [stroke, setStroke] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const how = useConfirm(decides ? task : null);

  const writes = a.definition.fields.filter((f) =>
    deed === "resubmit" ? true : deed === "approve" && task?.rights[f.id] === "write",
  );
  const kind: ActKind =
    deed === "add" ? where : deed === "return" ? (step === "" ? "return_applicant" : "return_step") : deed;
  const news = busy || deed === "cc" ? null : since(a, now); // whom one tells is not decided on
  const over = task !== null && !now.mine.tasks.some((one) => one.id === task.id);
  const look = () => {
    setValues((own) => onto(own, a.values, now.values));
    setSeen(now);
    setError(null);
  };
  const missing =
    news !== null ||
    ((deed === "reject" || deed === "return") && text.trim() === "") ||
    ((deed === "transfer" || deed === "add" || deed === "cc") && to.length === 0) ||
    (decides && how.asks && how.password === "") ||
    (decides && task?.stroke === true && stroke === null);

  const send = async () => {
    setBusy(true);
    setError(null);
    const what = actOf(a, {
      kind,
      deed,
      task,
      text,
      to,
      step,
      onward,
      writes,
      values,
      chosen: changed(chosen, a.mine.chosen ?? {}),
      stroke: decides ? stroke : null,
    });
    try {
      await act(a.id, { ...what, ...(decides ? await how.confirm(a.id, what) : {}) });
      how.done();
      onDone();
    } catch (refusal) {
      setError(how.refused(refusal) ? null : refusal);
      setBusy(false);
      if (isProblem(refusal, "approval.changed")) void approvalChanged(a.id);
    }
  };
  return {
    seen: a,
    ...{ news, over, look },
    task,
    decides,
    ...{ text, setText, to, setTo, where, setWhere, step, setStep, onward, setOnward, values, setValues },
    ...{ chosen, setChosen },
    ...{ stroke, setStroke, busy, error, how, writes, missing, send },
  };
}

/** Those steps alone for which others are chosen: who was chosen before may have left, and has an heir. */
const changed = (now: Record<string, string[]>, before: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(now).filter(([step, ids]) => ids.join() !== (before[step] ?? []).join()));
