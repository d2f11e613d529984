export { ApprovalsPage as default } from "./place/ApprovalsPage";
