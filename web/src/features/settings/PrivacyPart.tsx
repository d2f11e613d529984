import { needWords } from "../../platform/i18n";
import { late } from "../../ui";

const Looks = late(async () => {
  const [{ LooksPart }] = await Promise.all([import("../audit"), needWords("audit")]);
  return LooksPart;
});

/** Who looked at one's data: a part of the audit log, which few people open. */
export function PrivacyPart() {
  return <Looks />;
}
