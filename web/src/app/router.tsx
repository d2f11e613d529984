import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { needWords, type PageWords } from "../platform/i18n";
import { requireMe, requireSession, skipWhenSignedIn } from "./guards";
import { NotFound } from "./NotFound";
import { Starting } from "./Starting";
import { Unreachable } from "./Unreachable";

export const loadShell = () => import("./shell");

async function withWords<T>(page: Promise<T>, ...words: PageWords[]): Promise<T> {
  await Promise.all(words.map(needWords));
  return page;
}
const loadLogin = () => withWords(import("../features/login"), "login", "problem");
const loadMessages = () => import("../features/messages");
const loadSearch = () => withWords(import("../features/messages/search"), "search");
const loadFiles = () =>
  withWords(import("../features/files"), "files", "chat-act", "chat-show", "chat-write", "problem");
const loadCollected = () => withWords(import("../features/collected"), "collected", "chat-act");
const loadDirectory = () => withWords(import("../features/directory"), "directory");
const loadAdmin = () => withWords(import("../features/admin"), "admin", "problem");
const loadRegulations = () => withWords(import("../features/regulations"), "regulations", "problem");
const loadAcknowledgements = () => withWords(import("../features/acknowledgement"), "acknowledgement", "problem");
const loadRules = () => withWords(import("../features/rules"), "rules", "admin", "problem");
const loadCalendar = () => withWords(import("../features/calendar"), "calendar", "problem");
const loadAudit = () => withWords(import("../features/audit"), "audit", "problem");
const loadApprovals = () =>
  withWords(import("../features/approvals"), "approvals", "approval-form", "chat-show", "chat-write", "problem");
const loadApprovalsOffice = () => withWords(import("../features/approvals/office"), "approvals", "problem");
const loadApplying = () =>
  withWords(import("../features/approvals/apply"), "approval-form", "chat-show", "chat-write", "problem");
const loadApprovalDesigner = () =>
  withWords(
    import("../features/approvals/designer"),
    "approval-designer",
    "approval-form",
    "admin",
    "chat-show",
    "chat-write",
    "problem",
  );
const loadSettings = () => withWords(import("../features/settings"), "settings", "problem");

const root = createRootRoute({ component: Outlet, errorComponent: Unreachable, notFoundComponent: NotFound });

export interface LoginSearch {
  next?: string;
  why?: string;
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search): LoginSearch => ({
    ...(text(search.next) === undefined ? {} : { next: text(search.next) as string }),
    ...(text(search.why) === undefined ? {} : { why: text(search.why) as string }),
  }),
  beforeLoad: skipWhenSignedIn,
  component: lazyRouteComponent(loadLogin, "LoginPage"),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(loadLogin, "WelcomePage"),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(loadLogin, "SetupPage"),
});
const password = createRoute({
  getParentRoute: () => root,
  path: "/password",
  beforeLoad: requireSession,
  component: lazyRouteComponent(loadLogin, "PasswordPage"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: requireMe,
  component: lazyRouteComponent(loadShell, "AppShell"),
});
const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/messages", replace: true });
  },
});

// A page stays the same while what is open in it changes, so its children only name the parameters.
const messages = createRoute({
  getParentRoute: () => shell,
  path: "/messages",
  validateSearch: (search): { seq?: number; thread?: number } => ({
    ...(typeof search.seq === "number" ? { seq: search.seq } : {}),
    ...(typeof search.thread === "number" ? { thread: search.thread } : {}),
  }),
  component: lazyRouteComponent(loadMessages),
});
const conversation = createRoute({ getParentRoute: () => messages, path: "$conversationId" });
const search = createRoute({ getParentRoute: () => shell, path: "/search", component: lazyRouteComponent(loadSearch) });
const files = createRoute({
  getParentRoute: () => shell,
  path: "/files",
  component: lazyRouteComponent(loadFiles),
});
const collected = createRoute({
  getParentRoute: () => shell,
  path: "/collected",
  component: lazyRouteComponent(loadCollected),
});
const collectedPart = createRoute({ getParentRoute: () => collected, path: "$part" });
const directory = createRoute({
  getParentRoute: () => shell,
  path: "/directory",
  validateSearch: (search): { department?: string } => {
    const department = text(search.department);
    return department === undefined ? {} : { department };
  },
  component: lazyRouteComponent(loadDirectory),
});
const person = createRoute({ getParentRoute: () => directory, path: "$personId" });
const approvals = createRoute({
  getParentRoute: () => shell,
  path: "/approvals",
  component: lazyRouteComponent(loadApprovals),
});
const approval = createRoute({ getParentRoute: () => approvals, path: "$approvalId" });
const delegations = createRoute({
  getParentRoute: () => shell,
  path: "/approvals/delegations",
  component: lazyRouteComponent(loadApprovals, "DelegationsPage"),
});
const applying = createRoute({
  getParentRoute: () => shell,
  path: "/approvals/new",
  component: lazyRouteComponent(loadApplying),
});
const applyingOne = createRoute({
  getParentRoute: () => shell,
  path: "/approvals/new/$key",
  component: lazyRouteComponent(loadApplying, "ApplyPage"),
});
const regulations = createRoute({
  getParentRoute: () => shell,
  path: "/regulations",
  component: lazyRouteComponent(loadRegulations),
});
const regulationImport = createRoute({ getParentRoute: () => regulations, path: "import" });
const regulationImportOne = createRoute({ getParentRoute: () => regulationImport, path: "$importId" });
const regulation = createRoute({ getParentRoute: () => regulations, path: "$regulationId" });
const regulationPart = createRoute({ getParentRoute: () => regulation, path: "$part" });
const acknowledgements = createRoute({
  getParentRoute: () => shell,
  path: "/regulations/acknowledgements",
  component: lazyRouteComponent(loadAcknowledgements),
});
const acknowledgement = createRoute({
  getParentRoute: () => shell,
  path: "/regulations/acknowledgements/$regulationId",
  component: lazyRouteComponent(loadAcknowledgements, "StatePage"),
});
const admin = createRoute({
  getParentRoute: () => shell,
  path: "/admin",
  component: lazyRouteComponent(loadAdmin),
});
const adminPeople = createRoute({ getParentRoute: () => admin, path: "people" });
const adminImport = createRoute({ getParentRoute: () => admin, path: "import" });
const adminImportOne = createRoute({ getParentRoute: () => adminImport, path: "$importId" });
const rules = createRoute({ getParentRoute: () => shell, path: "/rules", component: lazyRouteComponent(loadRules) });
const rule = createRoute({
  getParentRoute: () => shell,
  path: "/rules/$ruleId",
  component: lazyRouteComponent(loadRules, "RulePage"),
});
const adminRules = createRoute({ getParentRoute: () => admin, path: "rules" });
const adminRulesPages = [
  createRoute({ getParentRoute: () => adminRules, path: "/", component: lazyRouteComponent(loadRules) }),
  createRoute({
    getParentRoute: () => adminRules,
    path: "proposals",
    component: lazyRouteComponent(loadRules, "ProposalsPage"),
  }),
  createRoute({
    getParentRoute: () => adminRules,
    path: "evidence",
    component: lazyRouteComponent(loadRules, "EvidencePage"),
  }),
  createRoute({
    getParentRoute: () => adminRules,
    path: "trials/$trialId",
    component: lazyRouteComponent(loadRules, "TrialPage"),
  }),
  createRoute({
    getParentRoute: () => adminRules,
    path: "$ruleId",
    component: lazyRouteComponent(loadRules, "RulePage"),
  }),
] as const;
const adminApprovals = createRoute({ getParentRoute: () => admin, path: "approvals" });
const adminApprovalsPages = [
  createRoute({
    getParentRoute: () => adminApprovals,
    path: "/",
    component: lazyRouteComponent(loadApprovalsOffice),
  }),
  createRoute({
    getParentRoute: () => adminApprovals,
    path: "effects",
    component: lazyRouteComponent(loadApprovalsOffice, "EffectsPage"),
  }),
] as const;
const adminCalendar = createRoute({
  getParentRoute: () => admin,
  path: "calendar",
  component: lazyRouteComponent(loadCalendar),
});
const adminTemplates = createRoute({ getParentRoute: () => admin, path: "approval-templates" });
const adminTemplatesPages = [
  createRoute({ getParentRoute: () => adminTemplates, path: "/", component: lazyRouteComponent(loadApprovalDesigner) }),
  createRoute({
    getParentRoute: () => adminTemplates,
    path: "$templateKey",
    component: lazyRouteComponent(loadApprovalDesigner, "DesignerPage"),
  }),
] as const;
const adminAudit = createRoute({
  getParentRoute: () => admin,
  path: "audit",
  component: lazyRouteComponent(loadAudit),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  component: lazyRouteComponent(loadSettings),
});
const settingsPart = createRoute({ getParentRoute: () => settings, path: "$part" });

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    welcome,
    setup,
    password,
    shell.addChildren([
      home,
      messages.addChildren([conversation]),
      search,
      files,
      collected.addChildren([collectedPart]),
      directory.addChildren([person]),
      applying,
      applyingOne,
      approvals.addChildren([approval]),
      delegations,
      acknowledgements,
      acknowledgement,
      regulations.addChildren([
        regulationImport.addChildren([regulationImportOne]),
        regulation.addChildren([regulationPart]),
      ]),
      rules,
      rule,
      admin.addChildren([
        adminPeople,
        adminImport.addChildren([adminImportOne]),
        adminRules.addChildren(adminRulesPages),
        adminApprovals.addChildren(adminApprovalsPages),
        adminCalendar,
        adminTemplates.addChildren(adminTemplatesPages),
        adminAudit,
      ]),
      settings.addChildren([settingsPart]),
    ]),
  ]),
  defaultPreload: "intent",
  defaultPendingComponent: Starting,
  defaultPendingMs: 400,
  defaultErrorComponent: Unreachable,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
