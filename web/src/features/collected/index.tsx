export { CollectedPage as default } from "./CollectedPage";
