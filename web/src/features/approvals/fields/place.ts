import { createContext, useContext } from "react";
import type { Place } from "../../messages/model/links";

/** Where the files of a form may be read: while it is filled in, in one's own area. */
export const PlaceContext = createContext<Place>({ kind: "library" });

export const usePlace = (): Place => useContext(PlaceContext);
