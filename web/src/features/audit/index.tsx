export { AuditPage as default } from "./AuditPage";
export { LooksPart } from "./looks/LooksPart";
