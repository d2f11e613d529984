import messages from "@catalogue/en/messages.json";
import server from "@catalogue/en/server.json";
import ui from "@catalogue/en/ui.json";

export const english = { messages, server, ui };
