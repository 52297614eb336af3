package io.servelab.model;

/** Shapes that only one family of models has. */
public sealed interface FamilyDetails
    permits PlainDetails,
        MlaDetails,
        DsaDetails,
        MsaDetails,
        DeepSeekV4Details,
        KimiK3Details,
        NasDetails,
        NemotronHDetails,
        HybridMoeDetails,
        Step3p7Details,
        Gemma4Details,
        Qwen35Details,
        VisionDetails {}
