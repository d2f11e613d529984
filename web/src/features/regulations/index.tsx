export { RegulationsPage as default } from "./RegulationsPage";
