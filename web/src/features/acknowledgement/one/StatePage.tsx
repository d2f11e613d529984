import { useNavigate, useParams } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { isProblem, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { usePhone } from "../../../platform/screen";
import { Button, EmptyState, ErrorState, IconButton, PaneTitle, Skeleton } from "../../../ui";
import { stateQuery } from "../api/read";
import { Actions } from "./Actions";
import { DepartmentChoice, Departments } from "./Departments";
import css from "./one.module.css";
import { PeopleList } from "./PeopleList";
import { Summary } from "./Summary";

/** Who has acknowledged a regulation and who has not, as far as the reader may see. */
export function StatePage() {
  const { t } = useTranslation("acknowledgement");
  const words = useProblemWords();
  const navigate = useNavigate();
  const phone = usePhone();
  const { regulationId: id = "" } = useParams({ strict: false }) as { regulationId?: string };
  const [address, change] = useAddress();
  const query = useQuery(stateQuery(id, Number(address.version ?? 0) || 0));
  const state = query.data;
  const department = address.department ?? "";
  const choose = (next: string) => change({ department: next || null });
  const back = () => void navigate({ to: "/regulations/acknowledgements", search: { part: "others" } as never });
  return (
    <div className={css.page}>
      <header className={css.header}>
        <IconButton label={t("back")} onClick={back}>
          <ChevronLeft size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <div className={css.heading}>
          <PaneTitle>{state?.title ?? t("title")}</PaneTitle>
        </div>
        {state && <Actions state={state} department={department} />}
      </header>
      {query.isPending && <Skeleton rows={8} avatar={false} label={t("loading")} />}
      {query.isError && state === undefined && (
        <ErrorState
          title={t(isProblem(query.error, "not_found") ? "gone" : "failed")}
          text={words(query.error)}
          action={<Button onClick={back}>{t("back")}</Button>}
        />
      )}
      {state && <Summary state={state} onVersion={(version) => change({ version })} />}
      {state && state.totals.asked === 0 && (
        <EmptyState
          title={t(state.required ? "nobody" : "demand.off")}
          text={t(state.required ? "nobody_text" : "demand.off_text")}
        />
      )}
      {state && state.totals.asked > 0 && (
        <div className={css.both}>
          {!phone && <Departments state={state} chosen={department} onChoose={choose} />}
          <div className={css.people}>
            {phone && <DepartmentChoice state={state} chosen={department} onChoose={choose} />}
            <PeopleList state={state} department={department} />
          </div>
        </div>
      )}
    </div>
  );
}
