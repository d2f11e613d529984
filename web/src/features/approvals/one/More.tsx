import { Download, FileBraces, FileDown, Printer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu, toast } from "../../../ui";
import { pdfAddress, signedAddress } from "../api/approvals";
import type { Approval } from "../api/types";

function fetched(address: string, name = ""): void {
  const a = document.createElement("a");
  a.href = address;
  a.download = name;
  a.click();
}

/** Fetches a file that may be refused: then the reason is said, and nothing is saved in its place. */
async function refusable(address: string, name: string, failed: string): Promise<void> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) {
      const problem = (await answer.json()) as { detail?: string };
      toast("error", problem.detail || failed);
      return;
    }
    const url = URL.createObjectURL(await answer.blob());
    fetched(url, name);
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  } catch {
    toast("error", failed);
  }
}

/** The approval on paper, and as the file that anybody can verify. */
export function More({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  const icon = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t("file.menu")}>
          <Download size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
      groups={[
        [
          { id: "pdf", label: t("file.pdf"), icon: <FileDown {...icon} />, onSelect: () => fetched(pdfAddress(a.id)) },
          {
            id: "signed",
            label: t("file.signed"),
            icon: <FileBraces {...icon} />,
            onSelect: () => void refusable(signedAddress(a.id), `${a.serial}.signed.json`, t("file.failed")),
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
