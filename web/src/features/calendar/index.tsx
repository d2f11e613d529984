export { CalendarPage as default } from "./CalendarPage";
