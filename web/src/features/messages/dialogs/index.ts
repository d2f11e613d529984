/** The windows of the chat, each fetched when it is opened or when the page has time. */
import { late } from "../../../ui";

export const AddMembersDialog = late(async () => (await import("./AddMembersDialog")).AddMembersDialog);
export const EditsDialog = late(async () => (await import("./EditsDialog")).EditsDialog);
export const NewDirectDialog = late(async () => (await import("./NewDirectDialog")).NewDirectDialog);
export const NewGroupDialog = late(async () => (await import("./NewGroupDialog")).NewGroupDialog);
export const ReadersDialog = late(async () => (await import("./ReadersDialog")).ReadersDialog);
export const RefusalDialog = late(async () => (await import("./RefusalDialog")).RefusalDialog);
export const RenameDialog = late(async () => (await import("./RenameDialog")).RenameDialog);
