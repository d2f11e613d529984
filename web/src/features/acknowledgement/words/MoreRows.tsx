import { useTranslation } from "react-i18next";
import { Button } from "../../../ui";
import css from "./words.module.css";

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The next page of a list, where there is one. */
export function MoreRows({ pages }: { pages: Pages }) {
  const { t } = useTranslation("acknowledgement");
  if (!pages.hasNextPage) return null;
  return (
    <div className={css.more}>
      <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {t("more")}
      </Button>
    </div>
  );
}
