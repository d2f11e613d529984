import type { Ref } from "react";
import type { Pick as Mentioned } from "../model/text";

/** What the box asks of the field that is written in: a plain one, or the editor. */
export interface FieldHandle {
  focus(): void;
  focusEnd(): void;
  insert(piece: string): void;
  /** Puts a mention in place of what was typed of the name. */
  choose(pick: Mentioned): void;
  /** Looks whether a name is being typed at the caret. */
  seek(): void;
}

export interface FieldProps {
  ref?: Ref<FieldHandle>;
  text: string;
  picks: readonly Mentioned[];
  placeholder: string;
  /** Whether people can be mentioned here. */
  mentions: boolean;
  /** The list of people is open below this id. */
  listId: string | undefined;
  onText(text: string): void;
  /** From the editor, which knows who is meant. */
  onWritten(text: string, picks: Mentioned[]): void;
  /** The part of a name behind "@" at the caret; null when there is none. */
  onQuery(query: string | null): void;
  /** Every key before the field sees it; true takes it. */
  onKey(event: KeyboardEvent): boolean;
  /** Files were pasted. */
  onFiles(files: File[]): void;
  /** From now on it can take the focus. */
  onReady(): void;
  onTyping(): void;
  onFocus(): void;
  onBlur(): void;
}

/**
 * Files in a clipboard. What office programs copy is text first, with a picture of it as well: then the
 * text is meant, unless it is but the names of the files.
 */
export function pastedFiles(data: Pick<DataTransfer, "files" | "getData"> | null): File[] {
  if (data === null) return [];
  const files = [...data.files];
  const lines = data.getData("text/plain").split(/[\r\n]+/);
  const names = lines.filter((line) => line !== "");
  return names.every((name) => files.some((file) => file.name === name)) ? files : [];
}

/** The address when nothing else was copied. */
export function pastedLink(data: DataTransfer | null): string | null {
  const text = data?.getData("text/plain").trim() ?? "";
  return /^(https?:\/\/|mailto:)[^\s<>]+$/i.test(text) && text.length <= 2048 ? text : null;
}
