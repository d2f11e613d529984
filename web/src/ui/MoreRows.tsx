import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import css from "./MoreRows.module.css";

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The next page of a list, where there is one. */
export function MoreRows({ pages }: { pages: Pages }) {
  const { t } = useTranslation("ui");
  if (!pages.hasNextPage) return null;
  return (
    <div className={css.more}>
      <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {t("more")}
      </Button>
    </div>
  );
}
