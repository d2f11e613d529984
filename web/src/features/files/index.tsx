export { FilesPage as default } from "./FilesPage";
