export { DesignerPage } from "./DesignerPage";
export { TemplatesPage as default } from "./list/TemplatesPage";
