export { MinePage as default } from "./mine/MinePage";
export { StatePage } from "./one/StatePage";
