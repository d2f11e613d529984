export { EffectsPage } from "./EffectsPage";
export { StatisticsPage as default } from "./StatisticsPage";
