import { createContext, useContext } from "react";
import type { Value } from "../definition";

/** A field, or a column of one row of it. */
export interface Spot {
  field: string;
  row?: number;
  column?: string;
}

/** What follows from what is filled in so far. */
export interface FormState {
  shown: (spot: Spot) => boolean;
  must: (spot: Spot) => boolean;
  /** Of a formula. */
  computed: (spot: Spot) => Value | undefined;
  /** What is wrong there, in words. */
  fault: (spot: Spot) => string | null;
}

/** Everything is seen, and nothing is known to be wrong. */
export const plainState: FormState = {
  shown: () => true,
  must: () => false,
  computed: () => undefined,
  fault: () => null,
};

export const FormStateContext = createContext<FormState>(plainState);

export const useFormState = (): FormState => useContext(FormStateContext);
