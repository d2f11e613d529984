import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { Avatar } from "../../ui";
import css from "./ProfilePart.module.css";
import { PresenceForm } from "./presence/PresenceForm";
import { Row, Section } from "./Section";

/** What the company knows of oneself; it is mended in the roster, not here. */
export function ProfilePart() {
  const { t } = useTranslation("settings");
  const { account, company_name } = useMe();
  const facts: [string, string | null | undefined][] = [
    ["number", account.number],
    ["department", account.department_path.map((d) => d.name).join(" / ") || account.department_name],
    ["post", account.post],
    ["superior", account.superior?.name],
    ["mobile", account.mobile],
    ["email", account.email],
    ["joined_on", account.joined_on],
  ];
  return (
    <>
      <header className={css.head}>
        <Avatar person={account} size={64} presence />
        <div>
          <p className={css.name}>{account.name}</p>
          <p className={css.post}>
            {[account.department_name, account.post].filter(Boolean).join(" · ") || company_name}
          </p>
        </div>
      </header>
      <Section title={t("profile.facts")} text={t("profile.facts_text")}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <Row key={name} tight label={<span className={css.label}>{t(`profile.${name as "number"}`)}</span>}>
              <span className={css.value}>{value}</span>
            </Row>
          ))}
      </Section>
      <Section title={t("presence.title")}>
        <div className={css.presence}>
          <PresenceForm key={account.presence.since_at ?? 0} />
        </div>
      </Section>
    </>
  );
}
