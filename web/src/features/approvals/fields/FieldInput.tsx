import type { ComponentType } from "react";
import type { Field, FieldKind, Value } from "../definition";
import { ChoiceInput, ChoicesInput, YesNoInput } from "./ChoiceInputs";
import { DateInput, DateTimeInput, SpanInput } from "./DateInputs";
import { Explanation } from "./Explanation";
import { FormulaOutput } from "./FormulaOutput";
import { FilesInput } from "./files/FilesInput";
import { NumberInput } from "./NumberInput";
import { DepartmentsInput } from "./people/DepartmentsInput";
import { PeopleInput } from "./people/PeopleInput";
import type { InputProps } from "./props";
import { RelatedInput } from "./related/RelatedInput";
import { RowsInput } from "./rows/RowsInput";
import { SignatureInput } from "./signature/SignatureInput";
import { type Spot, useFormState } from "./state";
import { LongTextInput, TextInput } from "./TextInputs";
import { useWordsIn } from "./words";

const inputs: Record<Exclude<FieldKind, "explanation">, ComponentType<InputProps>> = {
  text: TextInput,
  longtext: LongTextInput,
  phone: TextInput,
  number: NumberInput,
  amount: NumberInput,
  date: DateInput,
  datetime: DateTimeInput,
  span: SpanInput,
  choice: ChoiceInput,
  choices: ChoicesInput,
  yesno: YesNoInput,
  person: PeopleInput,
  people: PeopleInput,
  department: DepartmentsInput,
  departments: DepartmentsInput,
  attachment: FilesInput,
  image: FilesInput,
  rows: RowsInput,
  formula: FormulaOutput,
  related: RelatedInput,
  signature: SignatureInput,
};

interface Props {
  field: Field;
  value: Value | undefined;
  onChange: (next: Value) => void;
  /** Where it stands; of a column also in which row. */
  spot?: Spot;
  /** In place of the label of the field. */
  label?: string;
  bare?: boolean;
}

/**
 * The input of a field, whatever its kind. Whether it must be filled in and what is wrong with it comes
 * from the FormState around it. Needs the words "approval-form", "chat-show" and "chat-write".
 */
export function FieldInput({ field, value, onChange, spot = { field: field.id }, label, bare = false }: Props) {
  const said = useWordsIn();
  const state = useFormState();
  if (field.kind === "explanation") return <Explanation label={said(field.label)} text={said(field.hint)} />;
  const Input = inputs[field.kind];
  return (
    <Input
      field={field}
      value={field.kind === "formula" ? state.computed(spot) : value}
      onChange={onChange}
      label={label ?? said(field.label)}
      hint={bare ? undefined : said(field.hint) || undefined}
      error={state.fault(spot)}
      must={field.required === true || state.must(spot)}
      bare={bare}
    />
  );
}
