import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePhone } from "../../platform/screen";
import { Badge, Tabs } from "../../ui";
import css from "./CollectedPage.module.css";
import { LaterPart } from "./LaterPart";
import { MentionsPart } from "./MentionsPart";
import { PARTS, type Part, partIcons, partOf } from "./parts";
import { StarsPart } from "./StarsPart";
import { useDue } from "./state/due";
import { WaitingPart } from "./WaitingPart";

const pages: Record<Part, () => React.ReactNode> = {
  later: LaterPart,
  waiting: WaitingPart,
  mentions: MentionsPart,
  stars: StarsPart,
};

/** Messages from everywhere that concern this person: to be handled, to be confirmed, naming them, starred. */
export function CollectedPage() {
  const { t } = useTranslation("collected");
  const { part: name } = useParams({ strict: false }) as { part?: string };
  const navigate = useNavigate();
  const phone = usePhone();
  const part = partOf(name);
  const Page = pages[part];
  if (phone) {
    return (
      <div className={css.phone}>
        <h1 className={css.heading}>{t("title")}</h1>
        <Tabs<Part>
          label={t("title")}
          className={css.tabs ?? ""}
          value={part}
          items={PARTS.map((id) => ({ id, label: t(`part.${id}`) }))}
          onChange={(id) => void navigate({ to: "/collected/$part", params: { part: id }, replace: true })}
        />
        <div className={css.pane}>
          <Page key={part} />
        </div>
      </div>
    );
  }
  return (
    <div className={css.page}>
      <nav className={css.nav} aria-label={t("title")}>
        <p className={css.heading}>{t("title")}</p>
        <ul className={css.links}>
          {PARTS.map((id) => (
            <li key={id}>
              <PartLink part={id} open={id === part} />
            </li>
          ))}
        </ul>
      </nav>
      <div className={css.pane}>
        <header className={css.header}>
          <h1 className={css.title}>{t(`part.${part}`)}</h1>
          <p className={css.about}>{t(`about.${part}`)}</p>
        </header>
        <Page key={part} />
      </div>
    </div>
  );
}

function PartLink({ part, open }: { part: Part; open: boolean }) {
  const { t } = useTranslation("collected");
  const due = useDue((s) => s.due);
  const Icon = partIcons[part];
  return (
    <Link to="/collected/$part" params={{ part }} className={css.link} aria-current={open ? "page" : undefined}>
      <Icon size={18} strokeWidth={1.75} aria-hidden />
      <span className={css.words}>{t(`part.${part}`)}</span>
      {part === "later" && <Badge count={due} label={t("due", { n: due })} />}
    </Link>
  );
}
