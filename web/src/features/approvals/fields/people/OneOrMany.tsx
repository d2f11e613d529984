import type { ReactNode } from "react";
import { Group } from "../Group";
import { type InputProps, listOf, textOf } from "../props";

interface Props extends InputProps {
  /** The kind of field that holds one id, not a list. */
  one: string;
  /** How many at most where the field does not say. */
  many: number;
  choice: (props: ChoiceProps) => ReactNode;
}

export interface ChoiceProps {
  label: string;
  ids: readonly string[];
  max: number;
  onChange: (ids: string[]) => void;
}

/** A field of ids: one, or several. */
export function OneOrMany({ field, value, onChange, one, many, choice, ...frame }: Props) {
  const single = field.kind === one;
  return (
    <Group {...frame}>
      {choice({
        label: frame.label,
        ids: single ? [textOf(value)].filter(Boolean) : listOf(value),
        max: single ? 1 : field.max_count || many,
        onChange: (next) => onChange(single ? (next[0] ?? null) : next.length === 0 ? null : next),
      })}
    </Group>
  );
}
