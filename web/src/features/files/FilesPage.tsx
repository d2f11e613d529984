import { Upload } from "lucide-react";
import { useDeferredValue, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { uploads } from "../../platform/uploads";
import { Button, SearchField, toast } from "../../ui";
import type { Entry } from "./api";
import { useLibrary } from "./api";
import css from "./FilesPage.module.css";
import { LibraryList } from "./LibraryList";
import { RemoveDialog } from "./RemoveDialog";
import { ShareDialog } from "./ShareDialog";
import { UploadList } from "./uploads/UploadList";
import { useDrop } from "./useDrop";

/** One's own files: large ones go up here, and from here into conversations. */
export function FilesPage() {
  const { t } = useTranslation("files");
  const [typed, setTyped] = useState("");
  const query = useDeferredValue(typed.trim());
  const library = useLibrary(query);
  const [asked, setAsked] = useState<{ what: "share" | "remove"; entry: Entry } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const close = () => setAsked(null);

  const add = (files: readonly File[]) => {
    const whole = files.filter((file) => file.size > 0);
    if (whole.length < files.length) toast("error", t("upload.empty"));
    uploads()
      .then((engine) => {
        for (const file of whole) engine.add(file, { name: file.name, purpose: "library" });
      })
      .catch(() => toast("error", t("upload.not_loaded")));
  };
  const drop = useDrop(add);
  const choose = () => input.current?.click();

  return (
    <section className={css.page} aria-label={t("title")} {...drop.handlers}>
      <header className={css.header}>
        <div className={css.heading}>
          <h1 className={css.title}>{t("title")}</h1>
          <p className={css.about}>{t("about")}</p>
        </div>
        <div className={css.tools}>
          <div className={css.search}>
            <SearchField framed value={typed} onChange={setTyped} label={t("search")} clearLabel={t("search_clear")} />
          </div>
          <Button kind="primary" icon={<Upload size={16} aria-hidden />} onClick={choose}>
            {t("upload.button")}
          </Button>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              add([...(event.target.files ?? [])]);
              event.target.value = ""; // the same file can be chosen again
            }}
          />
        </div>
      </header>
      <UploadList />
      <LibraryList
        library={library}
        query={query}
        onUpload={choose}
        onShare={(entry) => setAsked({ what: "share", entry })}
        onRemove={(entry) => setAsked({ what: "remove", entry })}
      />
      {drop.over && (
        <div className={css.drop}>
          <Upload size={28} strokeWidth={1.75} aria-hidden />
          <p>{t("upload.drop")}</p>
        </div>
      )}
      {asked?.what === "share" && <ShareDialog file={asked.entry.file} onClose={close} />}
      {asked?.what === "remove" && <RemoveDialog file={asked.entry.file} onClose={close} />}
    </section>
  );
}
