export { EvidencePage } from "./evidence/EvidencePage";
export { RulesPage as default } from "./list/RulesPage";
export { ProposalsPage } from "./proposals/ProposalsPage";
export { RulePage } from "./rule/RulePage";
export { TrialPage } from "./trial/TrialPage";
