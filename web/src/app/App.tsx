import { RouterProvider } from "@tanstack/react-router";
import { Toaster } from "../ui/Toaster";
import { router } from "./router";
import { watchSession } from "./session";

watchSession();

export function App() {
  return (
    <>
      <RouterProvider router={router} />
      <Toaster />
    </>
  );
}
