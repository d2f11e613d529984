export { DelegationsPage } from "./delegation/DelegationsPage";
export { ApprovalsPage as default } from "./place/ApprovalsPage";
