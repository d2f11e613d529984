import { Link } from "@tanstack/react-router";
import {
  BookOpenCheck,
  FileLock2,
  FileText,
  Handshake,
  type LucideIcon,
  Megaphone,
  Scale,
  UserCog,
  UsersRound,
} from "lucide-react";
import type { Category } from "../definition";
import type { Template } from "./api";
import css from "./apply.module.css";

const icons: Record<Category, LucideIcon> = {
  people: UserCog,
  rules: Scale,
  notices: Megaphone,
  collaboration: UsersRound,
  files: FileLock2,
  conduct: BookOpenCheck,
  customers: Handshake,
  other: FileText,
};

/** A kind of approval that leads to its form. */
export function TemplateCard({ template }: { template: Template }) {
  const Icon = icons[template.category] ?? FileText;
  return (
    <li>
      <Link to="/approvals/new/$key" params={{ key: template.key }} className={css.card ?? ""}>
        <span className={css.mark} data-category={template.category} aria-hidden>
          <Icon size={20} strokeWidth={1.75} />
        </span>
        <span className={css.cardWords}>
          <span className={css.cardName}>{template.name}</span>
          {template.about !== "" && <span className={css.cardAbout}>{template.about}</span>}
        </span>
      </Link>
    </li>
  );
}
