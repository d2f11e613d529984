import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../../platform/api";
import { useQuery } from "../../../../platform/queries";
import { momentOf } from "../../../../platform/when";
import { Dialog, Notice, Skeleton, Tag } from "../../../../ui";
import { type AdminTemplate, editionsQuery } from "../api";
import css from "./list.module.css";

/** The versions of a template, the newest first. An older one is opened to go on from it. */
export function VersionsDialog({ template, onClose }: { template: AdminTemplate; onClose: () => void }) {
  const { t } = useTranslation("approval-designer");
  const words = useProblemWords();
  const { zone } = useMe().settings;
  const asked = useQuery(editionsQuery(template.key));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("versions.title", { name: template.name })}
      description={t("versions.about")}
    >
      {asked.isPending && <Skeleton rows={3} avatar={false} label={t("loading")} />}
      {asked.isError && <Notice tone="danger">{words(asked.error)}</Notice>}
      <ol className={css.versions} aria-label={t("versions.title", { name: template.name })}>
        {asked.data?.items.map((one) => (
          <li key={one.version}>
            <Link
              to="/admin/approval-templates/$templateKey"
              params={{ templateKey: template.key }}
              search={{ version: one.version } as never}
              className={css.version ?? ""}
            >
              <span className={css.name}>{t("list.version", { n: one.version })}</span>
              {one.version === template.version && <Tag tone="ok">{t("versions.now")}</Tag>}
              <span className={css.facts}>
                {one.by === null
                  ? t("list.came_along")
                  : t("list.changed", { name: one.by.name, at: momentOf(zone, one.at) })}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
