/**
 * Nothing runs here. The client's own types say what it reads, in its own words; this file fails the
 * type check where the API document says otherwise, so that a change of the server cannot pass by
 * unseen. `make gen` writes the document's types.
 */
import type { AcknowledgementPage, AskedPerson, Demand, DemandState } from "../features/acknowledgement/api/types";
import type { AdminPerson, HandedOut } from "../features/admin/api/admin";
import type { Import, ImportRow } from "../features/admin/api/imports";
import type { Approval, ApprovalRow, Counts, MyTask } from "../features/approvals/api/types";
import type { Delegation, Statistics, StuckEffect } from "../features/approvals/api/work";
import type { Draft, PreviewStep, Template, TemplateVersion } from "../features/approvals/apply/api";
import type { AdminTemplate, Edition, KnownEffect } from "../features/approvals/designer/api";
import type { Conversation, Edit, Member, Message } from "../features/messages/model/types";
import type { Coverage } from "../features/regulations/api/coverage";
import type { RegulationImport } from "../features/regulations/api/imports";
import type { Redline, Regulation, RegulationClause, RegulationVersion } from "../features/regulations/api/types";
import type { Evidence } from "../features/rules/api/evidence";
import type { Proposal } from "../features/rules/api/proposals";
import type { PastValue, RuleDetail, RuleView } from "../features/rules/api/rules";
import type { Trial } from "../features/rules/api/trials";
import type { components } from "../gen/api";
import type { Department, Me, Person, PersonCard, Presence, Session, Settings } from "../platform/api";

type Doc = components["schemas"];

/** What the server sends must be usable as what the client takes it for. */
type Reads<Client, Server extends Client> = [Client, Server];

export type Agreed = [
  Reads<Person, Doc["Person"]>,
  Reads<PersonCard, Doc["PersonCard"]>,
  Reads<Presence, Doc["Presence"]>,
  Reads<Department, Doc["Department"]>,
  Reads<Settings, Doc["Settings"]>,
  Reads<Me, Doc["Me"]>,
  Reads<Session, Doc["SessionInfo"]>,
  Reads<AdminPerson, Doc["AdminPerson"]>,
  Reads<HandedOut, Doc["HandedOut"]>,
  Reads<Import, Doc["Import"]>,
  Reads<ImportRow, Doc["ImportRow"]>,
  Reads<Member, Doc["Member"]>,
  Reads<Regulation, Doc["Regulation"]>,
  Reads<RegulationVersion, Doc["RegulationVersion"]>,
  Reads<RegulationClause, Doc["RegulationClause"]>,
  Reads<Omit<RegulationImport, "items" | "doubts">, Omit<Doc["RegulationImport"], "items" | "doubts">>,
  Reads<Coverage, Doc["RegulationCoverage"]>,
  Reads<Redline, Doc["RegulationRedline"]>,
  Reads<RuleView, Doc["RuleView"]>,
  Reads<RuleDetail, Doc["RuleDetail"]>,
  Reads<PastValue, Doc["RuleValue"]>,
  Reads<Proposal, Doc["Proposal"]>,
  Reads<Omit<Evidence, "facts">, Omit<Doc["Evidence"], "facts">>, // each rule has facts of its own
  Reads<Omit<Trial, "result">, Omit<Doc["RuleTrial"], "result">>,
  Reads<AcknowledgementPage, Doc["AcknowledgementPage"]>,
  Reads<AskedPerson, Doc["AcknowledgementPerson"]>,
  Reads<Demand, Doc["AcknowledgementDemand"]>,
  Reads<DemandState, Doc["AcknowledgementState"]>,
  Reads<Template, Doc["ApprovalTemplate"]>,
  // What an administrator wrote is one type in the client, with its words by language.
  Reads<Omit<TemplateVersion, "definition">, Omit<Doc["TemplateVersion"], "definition">>,
  Reads<PreviewStep, Doc["PreviewStep"]>,
  Reads<Omit<Draft, "values" | "chosen">, Omit<Doc["ApprovalDraft"], "values" | "chosen">>,
  Reads<AdminTemplate, Doc["AdminTemplate"]>,
  Reads<KnownEffect, Doc["KnownEffect"]>,
  Reads<Edition, Doc["TemplateEdition"]>,
  Reads<ApprovalRow, Doc["ApprovalRow"]>,
  Reads<Counts, Doc["ApprovalCounts"]>,
  Reads<MyTask, Doc["MyTask"]>,
  Reads<Approval["route"], Doc["Approval"]["route"]>,
  // What stands in a form follows from its fields, and what a server may newly let people do is shown to nobody.
  Reads<Omit<Approval, "definition" | "values" | "mine">, Omit<Doc["Approval"], "definition" | "values" | "mine">>,
  Reads<Delegation, Doc["Delegation"]>,
  Reads<Statistics, Doc["ApprovalStatistics"]>,
  Reads<StuckEffect, Doc["EffectRow"]>,
  // A mention has its name always when it is read, and not when it is written; the document has one form
  // of node for both, so content is left out.
  Reads<Omit<Message, "content">, Omit<Doc["Message"], "content">>,
  Reads<Omit<Conversation, "last_message">, Omit<Doc["Conversation"], "last_message">>,
  Reads<Omit<Edit, "content">, Omit<Doc["Edit"], "content">>,
];
