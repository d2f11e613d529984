import admin from "@catalogue/en/admin.json";
import directory from "@catalogue/en/directory.json";
import login from "@catalogue/en/login.json";
import messages from "@catalogue/en/messages.json";
import problem from "@catalogue/en/problem.json";
import server from "@catalogue/en/server.json";
import settings from "@catalogue/en/settings.json";
import ui from "@catalogue/en/ui.json";

export const english = { admin, directory, login, messages, problem, server, settings, ui };
