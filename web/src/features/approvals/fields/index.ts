/**
 * The fields of a form, to fill in and to read. A page that shows them loads the words "approval-form",
 * "chat-show" and "chat-write".
 */
export { Waiting } from "./busy";
export { FieldInput } from "./FieldInput";
export { FormFields } from "./FormFields";
export { PlaceContext } from "./place";
export { SignatureDialog } from "./signature/SignatureDialog";
export { SignatureView } from "./signature/SignatureView";
export { type FormState, FormStateContext, plainState, type Spot } from "./state";
export { FieldView } from "./view/FieldView";
export { FormView } from "./view/FormView";
export { useWordsIn, wordsIn } from "./words";
