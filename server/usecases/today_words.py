"""What each figure of the manager's day means, in the words that stand beside it."""

DEFINITIONS = {
    "wait": {
        "zh": "候号：每次从进入队列（过号返回、转办后从那时算起）到被叫到{@place}，各算一段；"
        "同一次来访的几段相加。今天叫到过的来访都计入；撤销的叫号不算。"
        "按事项看时，只加为该事项等候的几段。",
        "en": "Wait: from joining the queue (or coming back, or being sent on) until each call; "
        "the waits of one visit are summed. Every visit called today counts; a call taken back "
        "doesn't. By matter: the visit's waits for that matter.",
    },
    "stage": {
        "zh": "环节：取号后是第 1 环节，每转办到别的事项或{@place}一次，是下一环节。"
        "各环节只加在该环节里等候的几段。",
        "en": "Stage: the first after taking a number, one more each time a visit is sent on to "
        "another matter or {@place}. Each counts the visit's waits in it.",
    },
    "median_s": {
        "zh": "一半的来访等得不超过这么久。",
        "en": "Half of the visits waited no longer than this.",
    },
    "p90_s": {
        "zh": "九成的来访等得不超过这么久。",
        "en": "Nine in ten visits waited no longer than this.",
    },
    "oldest": {
        "zh": "现在在等的人里，等得最久的一位：他前几次叫号之前等的时间也算在内。",
        "en": "Of those waiting now, who has waited longest in all, with the waits before earlier "
        "calls.",
    },
    "missed": {
        "zh": "叫到后没有来、现在仍是过号的号。",
        "en": "Called, did not come, and are not back.",
    },
    "kept": {
        "zh": "今天叫到过的来访里，等候总共不超过承诺时间的比例。"
        "转办、返回、过号以后再等的时间都算在内，还没再叫到的也算到现在。",
        "en": "Share of the visits called today that waited no longer than promised in all: with "
        "what they waited after a transfer, a return or a missed call, up to now for who waits "
        "again.",
    },
    "ratings": {
        "zh": "今天取号的来访的评价，每次来访一个：本人改过的，算最后一次；改以前的留在记录里。",
        "en": "Ratings of visits with a number of today, one each: where its giver changed it, the "
        "latest counts and the earlier ones stay in the journal.",
    },
}
