import { EllipsisVertical, FileBraces, FileDown, Printer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu } from "../../../ui";
import { pdfAddress, signedAddress } from "../api/approvals";
import type { Approval } from "../api/types";

function fetched(address: string, name = ""): void {
  const a = document.createElement("a");
  a.href = address;
  a.download = name;
  a.click();
}

/** The approval on paper, and as the file that anybody can verify. */
export function More({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  const icon = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t("more")}>
          <EllipsisVertical size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
      groups={[
        [
          { id: "pdf", label: t("file.pdf"), icon: <FileDown {...icon} />, onSelect: () => fetched(pdfAddress(a.id)) },
          {
            id: "signed",
            label: t("file.signed"),
            icon: <FileBraces {...icon} />,
            onSelect: () => fetched(signedAddress(a.id), `${a.serial}.json`),
          },
          // The paper is laid out by the server; the browser prints that and not the page around it.
          {
            id: "print",
            label: t("file.print"),
            icon: <Printer {...icon} />,
            onSelect: () => void window.open(pdfAddress(a.id), "_blank", "noopener"),
          },
        ],
      ]}
    />
  );
}
