import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../platform/api";
import { useQuery } from "../../platform/queries";
import { usePhone } from "../../platform/screen";
import { Button, ErrorState } from "../../ui";
import { departmentsQuery } from "./api/queries";
import { DirectoryColumns } from "./DirectoryColumns";
import css from "./DirectoryPage.module.css";
import { NoDepartments } from "./NoDepartments";
import { PhoneDirectory } from "./phone/PhoneDirectory";
import { usePresenceEvents } from "./state/presence";
import { useDirectoryChanges } from "./state/useDirectoryChanges";
import { useTree } from "./state/useTree";
import { TreeSkeleton } from "./tree/TreeSkeleton";

/** 通讯录: the departments, their people, and all about one of them. */
export function DirectoryPage() {
  const { t } = useTranslation("directory");
  const words = useProblemWords();
  const phone = usePhone();
  const departments = useQuery(departmentsQuery);
  const tree = useTree(departments.data);
  usePresenceEvents();
  useDirectoryChanges();
  if (departments.isPending) return <TreeSkeleton />;
  if (departments.isError && departments.data === undefined) {
    return (
      <div className={css.alone}>
        <ErrorState
          title={t("tree.failed")}
          text={words(departments.error)}
          action={<Button onClick={() => void departments.refetch()}>{t("retry")}</Button>}
        />
      </div>
    );
  }
  if (tree.roots.length === 0) return <NoDepartments />;
  return phone ? <PhoneDirectory tree={tree} /> : <DirectoryColumns tree={tree} />;
}
