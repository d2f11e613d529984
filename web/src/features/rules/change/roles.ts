import type { Role } from "../../../platform/api";

/** The roles for which a value can be set. */
export const ROLES: readonly Role[] = ["admin", "security_admin", "audit_admin", "hr", "it", "leader", "supervisor"];
