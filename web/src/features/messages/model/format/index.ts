/** What people write, as the nodes of a message, and back. Pure; fetched when signs or the editor need it. */
export { canonical, countNodes, MAX_NODES, unformatted } from "./canonical";
export { linkAddress, TWIN } from "./cells";
export { isFormatted, parse, plain } from "./parse";
export { same, serialise, type Written } from "./serialise";
