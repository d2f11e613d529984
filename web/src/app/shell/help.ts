import { create } from "zustand";

/** The window that lists the keys. */
export const useHelp = create<{ open: boolean }>()(() => ({ open: false }));

export const openHelp = () => useHelp.setState({ open: true });
export const closeHelp = () => useHelp.setState({ open: false });
