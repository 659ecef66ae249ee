import "htmx.org";
import { island, start } from "./islands/registry";
import { announceProblems } from "./islands/problems";

// An island is loaded only on a page that has something for it; what htmx brings in later is looked at again.
island("[data-theme-choice]", () => import("./islands/theme"));
island("time[data-relative]", () => import("./islands/times"));
island("[data-chart]", () => import("./islands/chart"));
island("[data-live]", () => import("./islands/live"));
island("[data-copy]", () => import("./islands/copy"));
island("select[data-suggest]", () => import("./islands/combobox"));
island("a[data-dialog], button[data-opens]", () => import("./islands/dialog"));
island("form", () => import("./islands/forms"));
island("details[data-menu]", () => import("./islands/menus"));
island("[data-rows]", () => import("./islands/rows"));
island("#shortcuts", () => import("./islands/keyboard"));
island("[x-data]", () => import("./islands/alpine"));

announceProblems();
start();
