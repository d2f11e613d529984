/** What a person does with messages: each window is fetched when it is opened or when the page has time. */
import { late } from "../../../ui";

export const ForwardDialog = late(async () => (await import("./forward/ForwardDialog")).ForwardDialog);
export const LaterDialog = late(async () => (await import("./LaterDialog")).LaterDialog);
export const MessageMenu = late(async () => (await import("./MessageMenu")).MessageMenu);
export const PinsBar = late(async () => (await import("./pins/PinsBar")).PinsBar);
export const ReactionPicker = late(async () => (await import("./ReactionPicker")).ReactionPicker);
export const ReceiptDialog = late(async () => (await import("./receipt/ReceiptDialog")).ReceiptDialog);
export const ResultDialog = late(async () => (await import("./receipt/ResultDialog")).ResultDialog);
export const SelectBar = late(async () => (await import("./SelectBar")).SelectBar);
export const Toolbar = late(async () => (await import("./Toolbar")).Toolbar);
