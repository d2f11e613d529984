export { useWatch } from "./watch";
