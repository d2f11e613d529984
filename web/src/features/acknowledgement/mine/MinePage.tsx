import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useInfiniteQuery } from "../../../platform/queries";
import { IconButton, PaneTitle, Tabs } from "../../../ui";
import { mineQuery } from "../api/read";
import { MineList } from "./MineList";
import css from "./mine.module.css";
import { OversightPart } from "./OversightPart";

type Part = "waiting" | "done" | "others";

/** 签收: what waits for one to read and acknowledge, what one has acknowledged, and how far others are. */
export function MinePage() {
  const { t } = useTranslation("acknowledgement");
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const first = useInfiniteQuery(mineQuery("waiting")).data?.pages[0];
  const parts: Part[] = first?.abilities.includes("acknowledgement.state")
    ? ["waiting", "done", "others"]
    : ["waiting", "done"];
  const part = parts.find((name) => name === address.part) ?? "waiting";
  const counts: Partial<Record<Part, number>> = { waiting: first?.waiting ?? 0, others: first?.people_late ?? 0 };
  return (
    <div className={css.page}>
      <header className={css.header}>
        <IconButton label={t("back")} onClick={() => void navigate({ to: "/regulations" })}>
          <ChevronLeft size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <div className={css.heading}>
          <PaneTitle>{t("title")}</PaneTitle>
        </div>
        <Tabs<Part>
          label={t("title")}
          className={css.tabs ?? ""}
          value={part}
          items={parts.map((id) => ({ id, label: t(`part.${id}`), ...(counts[id] ? { count: counts[id] } : {}) }))}
          onChange={(id) => change({ part: id === "waiting" ? null : id })}
        />
      </header>
      <div className={css.body}>{part === "others" ? <OversightPart /> : <MineList key={part} state={part} />}</div>
    </div>
  );
}
