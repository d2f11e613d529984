/**
 * What a form shows while it is filled in: which fields are there, which are required, what is computed. The twin of the server's
 * internal/approvals/form, which judges what is sent; both are held to the same cases.
 */
export { type LiveField, type LiveRecord, makeForm } from "./make";
export { type Settled, settle } from "./settle";
