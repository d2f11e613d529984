import { type CommandProps, Extension, type RawCommands } from "@tiptap/core";
import { exitCode } from "@tiptap/pm/commands";
import { history, redo, undo } from "@tiptap/pm/history";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    writing: {
      /** A new line, in a list a new item; an empty one leaves the block. */
      newLine: () => ReturnType;
    };
  }
}

/** Undoing, and the keys that are usual for formatting. */
export const Keys = Extension.create({
  name: "keys",
  addProseMirrorPlugins: () => [history()],
  addCommands: (): Partial<RawCommands> => ({
    newLine:
      () =>
      ({ commands, editor }: CommandProps) =>
        commands.first(() => [
          () => editor.isActive("codeBlock") && commands.newlineInCode(),
          () => editor.isActive("listItem") && commands.splitListItem("listItem"),
          () => commands.liftEmptyBlock(),
          () => commands.splitBlock({ keepMarks: true }),
        ]),
  }),
  addKeyboardShortcuts() {
    const { editor } = this;
    const run = (command: typeof undo) => () => command(editor.state, editor.view.dispatch);
    return {
      Enter: () => editor.commands.newLine(),
      "Shift-Enter": () => editor.commands.newLine(),
      "Mod-b": () => editor.commands.toggleMark("bold"),
      "Mod-i": () => editor.commands.toggleMark("italic"),
      "Mod-Shift-x": () => editor.commands.toggleMark("strike"),
      "Mod-e": () => editor.commands.toggleMark("code"),
      "Mod-Shift-7": () => editor.commands.toggleList("orderedList", "listItem"),
      "Mod-Shift-8": () => editor.commands.toggleList("bulletList", "listItem"),
      "Mod-Shift-9": () => editor.commands.toggleWrap("quote"),
      "Mod-Alt-c": () => editor.commands.toggleNode("codeBlock", "paragraph"),
      // At the end of the message there must be a way out of the code.
      ArrowDown: () =>
        editor.isActive("codeBlock") && atEnd(editor.state) && exitCode(editor.state, editor.view.dispatch),
      Backspace: () =>
        editor.commands.first(({ commands }) => [
          () => commands.undoInputRule(),
          () => emptyCode(editor.state) && commands.clearNodes(),
        ]),
      "Mod-z": run(undo),
      "Mod-y": run(redo),
      "Mod-Shift-z": run(redo),
    };
  },
});

type State = Parameters<typeof undo>[0];

function atEnd({ selection, doc }: State): boolean {
  return selection.empty && selection.$to.pos >= doc.content.size - 1;
}

function emptyCode({ selection }: State): boolean {
  const { $from } = selection;
  return selection.empty && $from.parent.type.name === "codeBlock" && $from.parentOffset === 0;
}
