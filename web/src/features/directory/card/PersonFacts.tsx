import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PersonCard } from "../../../platform/api";
import { Avatar } from "../../../ui";
import css from "./Card.module.css";
import { CopyButton } from "./CopyButton";

interface Props {
  card: PersonCard;
  onPerson: (id: string) => void;
  onDepartment: (id: string) => void;
}

/** Number, ways to reach the person, and where they stand in the company. What is unknown is left out. */
export function PersonFacts({ card, onPerson, onDepartment }: Props) {
  const { t } = useTranslation("directory");
  const { superior } = card;
  return (
    <dl className={css.facts}>
      <Fact name={t("fact.number")}>
        <span className={css.digits}>{card.number}</span>
        <CopyButton text={card.number} label={t("copy.number")} />
      </Fact>
      {card.mobile && (
        <Fact name={t("fact.mobile")}>
          <a className={css.digits} href={`tel:${card.mobile.replace(/[^+\d]/g, "")}`}>
            {spaced(card.mobile)}
          </a>
          <CopyButton text={card.mobile} label={t("copy.mobile")} />
        </Fact>
      )}
      {card.email && (
        <Fact name={t("fact.email")}>
          <a href={`mailto:${encodeURIComponent(card.email).replace("%40", "@")}`}>
            <Email text={card.email} />
          </a>
          <CopyButton text={card.email} label={t("copy.email")} />
        </Fact>
      )}
      {card.department_path.length > 0 && (
        <Fact name={t("fact.department")}>
          <span className={css.path}>
            {card.department_path.map((d, i) => (
              <Fragment key={d.id}>
                {i > 0 && <i aria-hidden>/</i>}
                <button type="button" className={css.link} onClick={() => onDepartment(d.id)}>
                  {d.name}
                </button>
              </Fragment>
            ))}
          </span>
        </Fact>
      )}
      {card.post && <Fact name={t("fact.post")}>{card.post}</Fact>}
      {card.grade && <Fact name={t("fact.grade")}>{card.grade}</Fact>}
      {superior && (
        <Fact name={t("fact.superior")}>
          <button type="button" className={css.person} onClick={() => onPerson(superior.id)}>
            <Avatar person={superior} size={22} />
            {superior.name}
          </button>
        </Fact>
      )}
      {card.heads_of.length > 0 && (
        <Fact name={t("fact.heads")}>
          <span className={css.heads}>
            {card.heads_of.map((d) => (
              <button key={d.id} type="button" className={css.link} onClick={() => onDepartment(d.id)}>
                {d.name}
              </button>
            ))}
          </span>
        </Fact>
      )}
      {card.joined_on && (
        <Fact name={t("fact.joined")}>
          <span className={css.digits}>{card.joined_on}</span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** An address that is too long goes on in the next line with its host. */
function Email({ text }: { text: string }) {
  const at = text.indexOf("@");
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
}

/** Eleven digits are read in three groups. */
function spaced(mobile: string): string {
  return /^\d{11}$/.test(mobile) ? `${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}` : mobile;
}
