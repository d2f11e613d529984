import { useState } from "react";
import { call, isProblem } from "../../../platform/api";
import type { Act, Confirm, MyTask } from "../api/types";
import { answerOf, type Challenge } from "./passkey";

/** Until when a password that was given in this page counts; the server knows better, and says so. */
let trusted = 0;
const TRUSTED_MS = 14 * 60_000;

export interface Confirming {
  /** A password is to be typed. */
  asks: boolean;
  /** A passkey is to be used. */
  passkey: boolean;
  password: string;
  setPassword: (password: string) => void;
  /** What to send along. Throws where a passkey is not used. */
  confirm: (approval: string, act: Omit<Act, "confirm">) => Promise<{ confirm?: Confirm }>;
  /** The act was accepted. */
  done: () => void;
  /** Whether the refusal asks for a password after all; then the field is shown. */
  refused: (error: unknown) => boolean;
}

/** How a decision is confirmed: by the password, which then holds for a quarter of an hour, or by a passkey for each. */
export function useConfirm(task: Pick<MyTask, "level" | "confirmed"> | null): Confirming {
  const [password, setPassword] = useState("");
  const [needed, setNeeded] = useState(false);
  const passkey = task?.level === "passkey";
  const known = task === null || task.confirmed || Date.now() < trusted;
  const asks = !passkey && task !== null && (needed || !known);
  return {
    asks,
    passkey,
    password,
    setPassword,
    confirm: async (approval, act) => {
      if (passkey) return { confirm: await byPasskey(approval, act) };
      return asks ? { confirm: { password } } : {};
    },
    done: () => {
      if (asks) trusted = Date.now() + TRUSTED_MS;
      setPassword("");
    },
    refused: (error) => {
      if (!isProblem(error, "approval.confirm_needed")) return false;
      trusted = 0;
      const first = !asks;
      setNeeded(true);
      return first;
    },
  };
}

async function byPasskey(approval: string, act: Omit<Act, "confirm">): Promise<Confirm> {
  const path = `/approvals/${encodeURIComponent(approval)}/challenge`;
  const challenge = await call<Challenge>("POST", path, { body: act });
  return { challenge_id: challenge.id, passkey: await answerOf(challenge) };
}
