import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { pastedFiles, pastedLink } from "../field";

/**
 * Pasting: files go into the tray, an address over selected words makes a link of them, and a table comes
 * as its text. All else is read through the editor's schema.
 */
export const pasting = (onFiles: (files: File[]) => void) =>
  Extension.create({
    name: "pasting",
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin({
          props: {
            handlePaste(view, event) {
              const data = event.clipboardData;
              const files = pastedFiles(data);
              if (files.length > 0) {
                onFiles(files);
                return true;
              }
              const url = pastedLink(data);
              if (url !== null && !view.state.selection.empty && !editor.isActive("codeBlock")) {
                return editor.commands.setMark("link", { url });
              }
              if (data !== null && /<table[\s>]/i.test(data.getData("text/html"))) {
                return view.pasteText(data.getData("text/plain"));
              }
              return false;
            },
            // They never run, but the browser would report each of them as refused by the page's policy.
            transformPastedHTML: (html) =>
              html.replace(/<[^<>]*>/g, (tag) => tag.replace(/\son[a-z]+\s*=/gi, " data-dropped=")),
            // Files are caught by the pane around the box; a drop of text is the editor's own.
            handleDrop: (_view, event) => (event.dataTransfer?.files.length ?? 0) > 0,
            clipboardTextSerializer: (slice) =>
              slice.content.textBetween(0, slice.content.size, "\n", (node) =>
                node.type.name === "mention" ? `@${node.attrs.name}` : "",
              ),
          },
        }),
      ];
    },
  });
