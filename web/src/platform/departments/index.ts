/** The departments as forms and filters offer them to choose from. */
import { call, type Department } from "../api";
import { queryOptions } from "../queries";

export { type DepartmentOption, departmentOptions } from "./options";

export const departmentsQuery = queryOptions({
  queryKey: ["directory", "choices"], // below the key that the news of the directory refreshes
  queryFn: ({ signal }) => call<{ items: Department[] }>("GET", "/departments", { signal }),
  staleTime: 5 * 60_000,
});
