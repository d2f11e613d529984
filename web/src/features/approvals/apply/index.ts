export { ApplyPage } from "./ApplyPage";
export { TemplatesPage as default } from "./TemplatesPage";
