import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import css from "./PartLinks.module.css";
import { PARTS, type Part, partIcons } from "./parts";

export function PartLinks({ open }: { open?: Part }) {
  const { t } = useTranslation("settings");
  return (
    <ul className={css.list}>
      {PARTS.map((part) => {
        const Icon = partIcons[part];
        return (
          <li key={part}>
            <Link
              to="/settings/$part"
              params={{ part }}
              className={css.link}
              aria-current={part === open ? "page" : undefined}
            >
              <Icon size={18} strokeWidth={1.75} aria-hidden />
              <span className={css.words}>{t(`part.${part}`)}</span>
              <ChevronRight size={18} strokeWidth={1.75} aria-hidden className={css.arrow} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
