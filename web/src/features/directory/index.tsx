export { DirectoryPage as default } from "./DirectoryPage";
