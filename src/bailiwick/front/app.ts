import "htmx.org";
import * as copy from "./islands/copy";
import * as dialog from "./islands/dialog";
import * as forms from "./islands/forms";
import * as keyboard from "./islands/keyboard";
import * as menus from "./islands/menus";
import { announceProblems } from "./islands/problems";
import { island, start } from "./islands/registry";
import * as rows from "./islands/rows";
import * as theme from "./islands/theme";
import * as times from "./islands/times";
import * as zone from "./islands/zone";

island("form", forms);
island("[data-rows]", rows);
island("[data-theme-choice]", theme);
island("time[data-relative]", times);
island("select[data-own-zone]", zone);
island("[data-copy]", copy);
island("a[data-dialog], button[data-opens]", dialog);
island("details[data-menu]", menus);
island("#shortcuts", keyboard);
island("[data-chart]", () => import("./islands/chart"));
island("[data-live]", () => import("./islands/live"));
island("select[data-suggest]", () => import("./islands/combobox"));
island("[x-data]", () => import("./islands/alpine"));

announceProblems();
start();
