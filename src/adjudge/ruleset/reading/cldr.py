"""How locales print numbers, from Unicode CLDR. Made by tests/ruleset/reading/cldr_table.py; do not edit.

Copyright © 1991-2025 Unicode, Inc. Data under the Unicode License v3 (https://www.unicode.org/license.txt).
"""

from typing import Final

VERSION: Final = "47"

CONVENTIONS: Final = {
    # decimal signs, group signs, digits in the last group and in the others: locales
    (",", " ", 3, 3): (
        "af af_NA af_ZA agq agq_CM bas bas_CM be be_BY bg bg_BG blo blo_BJ br br_FR cs cs_CZ cv cv_RU dua dua_CM dyo "
        "dyo_SN en_CZ en_FI en_FR en_HU en_NO en_PT en_SE en_SK en_ZA eo es_CR et et_EE ewo ewo_CM ff ff_Latn "
        "ff_Latn_BF ff_Latn_CM ff_Latn_GH ff_Latn_GM ff_Latn_GN ff_Latn_GW ff_Latn_LR ff_Latn_MR ff_Latn_NE ff_Latn_NG "
        "ff_Latn_SL ff_Latn_SN fi fi_FI fr fr_BE fr_BF fr_BI fr_BJ fr_BL fr_CA fr_CD fr_CF fr_CG fr_CI fr_CM fr_DJ "
        "fr_DZ fr_FR fr_GA fr_GF fr_GN fr_GP fr_GQ fr_HT fr_KM fr_MA fr_MC fr_MF fr_MG fr_ML fr_MQ fr_MR fr_MU fr_NC "
        "fr_NE fr_PF fr_PM fr_RE fr_RW fr_SC fr_SN fr_SY fr_TD fr_TG fr_TN fr_VU fr_WF fr_YT ht ht_HT hu hu_HU hy "
        "hy_AM ie ie_EE ka ka_GE kab kab_DZ kea kea_CV kk kk_Cyrl kk_Cyrl_KZ kk_KZ ksf ksf_CM ky ky_KG lt lt_LT lv "
        "lv_LV nb nb_NO nb_SJ nmg nmg_CM nn nn_NO no nr nr_ZA pl pl_PL pt_AO pt_CH pt_CV pt_GQ pt_GW pt_LU pt_MO pt_MZ "
        "pt_PT pt_ST pt_TL ru ru_BY ru_KG ru_KZ ru_MD ru_RU ru_UA sah sah_RU se se_FI se_NO se_SE shi shi_Latn "
        "shi_Latn_MA shi_Tfng shi_Tfng_MA sk sk_SK smn smn_FI sq sq_AL sq_MK sq_XK ss ss_SZ ss_ZA sv sv_AX sv_FI sv_SE "
        "tg tg_TJ tk tk_TM ts ts_ZA tt tt_RU tzm tzm_MA uk uk_UA uz uz_Cyrl uz_Cyrl_UZ uz_Latn uz_Latn_UZ ve ve_ZA vec "
        "vec_IT yav yav_CM zgh zgh_MA"
    ),
    (",", ".", 3, 3): (
        "ar_DZ ar_LB ar_LY ar_MA ar_MR ar_TN ast ast_ES az az_Latn az_Latn_AZ bs bs_Cyrl bs_Cyrl_BA bs_Latn bs_Latn_BA "
        "ca ca_AD ca_ES ca_FR ca_IT da da_DK da_GL de de_AT de_BE de_DE de_IT de_LU dsb dsb_DE el el_CY el_GR en_AT "
        "en_BE en_DE en_DK en_ES en_ID en_IT en_NL en_PL en_RO en_SI es es_AR es_BO es_CL es_CO es_EA es_EC es_ES "
        "es_GQ es_IC es_PH es_PY es_UY es_VE eu eu_ES fo fo_DK fo_FO fr_LU fy fy_NL gl gl_ES hr hr_BA hr_HR hsb hsb_DE "
        "ia id id_ID is is_IS it it_IT it_SM it_VA jgo jgo_CM jv jv_ID kgp kgp_BR kkj kkj_CM kl kl_GL ku ku_TR lb "
        "lb_LU lij lij_IT lld lld_IT ln ln_AO ln_CD ln_CF ln_CG lo lo_LA lu lu_CD mgh mgh_MZ mk mk_MK ms_Arab_BN ms_BN "
        "ms_ID mua mua_CM nl nl_AW nl_BE nl_BQ nl_CW nl_NL nl_SR nl_SX nnh nnh_CM ps ps_AF ps_PK pt pt_BR qu_BO rn "
        "rn_BI ro ro_MD ro_RO rw rw_RW sc sc_IT seh seh_MZ sg sg_CF sl sl_SI sr sr_Cyrl sr_Cyrl_BA sr_Cyrl_ME "
        "sr_Cyrl_RS sr_Cyrl_XK sr_Latn sr_Latn_BA sr_Latn_ME sr_Latn_RS sr_Latn_XK su su_Latn su_Latn_ID sw_CD tr "
        "tr_CY tr_TR uz_Arab uz_Arab_AF vi vi_VN wo wo_SN yrl yrl_BR yrl_CO yrl_VE"
    ),
    (",.", " ", 3, 3): "fr_CH",
    (".", " ", 3, 3): "dje dje_NE khq khq_ML mfe mfe_MU nso nso_ZA ses ses_ML twq twq_NE xh xh_ZA",
    (".", "'", 3, 3): "de_CH de_LI en_CH gsw gsw_CH gsw_FR gsw_LI it_CH rm rm_CH tn tn_BW tn_ZA",
    (".", ",", 3, 2): (
        "as as_IN bn bn_BD bn_IN brx brx_IN ccp ccp_BD ccp_IN dv dv_MV dz dz_BT en_IN gu gu_IN hi hi_IN hi_Latn "
        "hi_Latn_IN kok_Latn kok_Latn_IN kxv kxv_Deva kxv_Deva_IN kxv_Latn kxv_Latn_IN kxv_Orya kxv_Orya_IN kxv_Telu "
        "kxv_Telu_IN ml ml_IN mr mr_IN ne ne_IN ne_NP or or_IN pa pa_Guru pa_Guru_IN sa sa_IN ta ta_IN ta_LK te te_IN "
        "xnr xnr_IN"
    ),
    (".", ",", 3, 3): (
        "aa aa_DJ aa_ER aa_ET ab ab_GE ak ak_GH am am_ET an an_ES ann ann_NG apc apc_SY ar ar_AE ar_BH ar_DJ ar_EG "
        "ar_EH ar_ER ar_IL ar_IQ ar_JO ar_KM ar_KW ar_OM ar_PS ar_QA ar_SA ar_SD ar_SO ar_SS ar_SY ar_TD ar_YE arn "
        "arn_CL asa asa_TZ az_Arab az_Arab_IQ az_Arab_IR az_Arab_TR az_Cyrl az_Cyrl_AZ ba ba_RU bal bal_Arab "
        "bal_Arab_PK bal_Latn bal_Latn_PK bem bem_ZM bew bew_ID bez bez_TZ bgc bgc_IN bho bho_IN blt blt_VN bm bm_ML "
        "bm_Nkoo bm_Nkoo_ML bo bo_CN bo_IN bss bss_CM byn byn_ER cad cad_US cch cch_NG ce ce_RU ceb ceb_PH cgg cgg_UG "
        "cho cho_US chr chr_US cic cic_US ckb ckb_IQ ckb_IR co co_FR cop cop_EG csw csw_CA cu cu_RU cy cy_GB dav "
        "dav_KE doi doi_IN ebu ebu_KE ee ee_GH ee_TG en en_AE en_AG en_AI en_AS en_AU en_BB en_BI en_BM en_BS en_BW "
        "en_BZ en_CA en_CC en_CK en_CM en_CX en_CY en_DG en_DM en_Dsrt en_Dsrt_US en_ER en_FJ en_FK en_FM en_GB en_GD "
        "en_GG en_GH en_GI en_GM en_GS en_GU en_GY en_HK en_IE en_IL en_IM en_IO en_JE en_JM en_KE en_KI en_KN en_KY "
        "en_LC en_LR en_LS en_MG en_MH en_MO en_MP en_MS en_MT en_MU en_MV en_MW en_MY en_NA en_NF en_NG en_NR en_NU "
        "en_NZ en_PG en_PH en_PK en_PN en_PR en_PW en_RW en_SB en_SC en_SD en_SG en_SH en_SL en_SS en_SX en_SZ en_Shaw "
        "en_Shaw_GB en_TC en_TK en_TO en_TT en_TV en_TZ en_UG en_UM en_US en_VC en_VG en_VI en_VU en_WS en_ZM en_ZW "
        "es_BR es_BZ es_CU es_DO es_GT es_HN es_MX es_NI es_PA es_PE es_PR es_SV es_US fa fa_AF fa_IR fil fil_PH frr "
        "frr_DE fur fur_IT ga ga_GB ga_IE gaa gaa_GH gd gd_GB gez gez_ER gez_ET gn gn_PY guz guz_KE gv gv_IM ha "
        "ha_Arab ha_Arab_NG ha_Arab_SD ha_GH ha_NE ha_NG haw haw_US he he_IL hnj hnj_Hmnp hnj_Hmnp_US ig ig_NG ii "
        "ii_CN io iu iu_CA iu_Latn iu_Latn_CA ja ja_JP jbo jmc jmc_TZ kaa kaa_Cyrl kaa_Cyrl_UZ kaa_Latn kaa_Latn_UZ "
        "kaj kaj_NG kam kam_KE kcg kcg_NG kde kde_TZ ken ken_CM ki ki_KE kk_Arab kk_Arab_CN kln kln_KE km km_KH kn "
        "kn_IN ko ko_CN ko_KP ko_KR kok kok_Deva kok_Deva_IN kpe kpe_GN kpe_LR ks_Deva ks_Deva_IN ksb ksb_TZ ksh "
        "ksh_DE kw kw_GB la la_VA lag lag_TZ lg lg_UG lkt lkt_US lmo lmo_IT lrc lrc_IQ lrc_IR ltg ltg_LV luo luo_KE "
        "luy luy_KE mai mai_IN mas mas_KE mas_TZ mdf mdf_RU mer mer_KE mg mg_MG mgo mgo_CM mhn mhn_IT mi mi_NZ mic "
        "mic_CA mn mn_MN mn_Mong mn_Mong_CN mn_Mong_MN mni mni_Beng mni_Beng_IN mni_Mtei mni_Mtei_IN moh moh_CA ms "
        "ms_Arab ms_Arab_MY ms_MY ms_SG mt mt_MT mus mus_US my my_MM myv myv_RU mzn mzn_IR naq naq_NA nd nd_ZW nds "
        "nds_DE nds_NL nus nus_SS nv nv_US ny ny_MW nyn nyn_UG oc oc_ES oc_FR om om_ET om_KE os os_GE os_RU osa osa_US "
        "pa_Arab pa_Arab_PK pap pap_AW pap_CW pcm pcm_NG pis pis_SB prg prg_PL qu qu_EC qu_PE quc quc_GT raj raj_IN "
        "rhg rhg_Rohg rhg_Rohg_BD rhg_Rohg_MM rif rif_MA rof rof_TZ rwk rwk_TZ saq saq_KE sat sat_Deva sat_Deva_IN "
        "sat_Olck sat_Olck_IN sbp sbp_TZ scn scn_IT sd sd_Arab sd_Arab_PK sd_Deva sd_Deva_IN sdh sdh_IQ sdh_IR shn "
        "shn_MM shn_TH si si_LK sid sid_ET skr skr_PK sma sma_NO sma_SE smj smj_NO smj_SE sms sms_FI sn sn_ZW so so_DJ "
        "so_ET so_KE so_SO ssy ssy_ER st st_LS st_ZA sw sw_KE sw_TZ sw_UG syr syr_IQ syr_SY szl szl_PL ta_MY ta_SG teo "
        "teo_KE teo_UG th th_TH ti ti_ER ti_ET tig tig_ER to to_TO tpi tpi_PG trv trv_TW trw trw_PK tyv tyv_RU ug "
        "ug_CN ur ur_IN ur_PK vai vai_Latn vai_Latn_LR vai_Vaii vai_Vaii_LR vmw vmw_MZ vo vun vun_TZ wa wa_BE wae "
        "wae_CH wal wal_ET wbp wbp_AU xog xog_UG yi yi_UA yo yo_BJ yo_NG yue yue_Hans yue_Hans_CN yue_Hant yue_Hant_CN "
        "yue_Hant_HK yue_Hant_MO za za_CN zh zh_Hans zh_Hans_CN zh_Hans_HK zh_Hans_MO zh_Hans_MY zh_Hans_SG zh_Hant "
        "zh_Hant_HK zh_Hant_MO zh_Hant_MY zh_Hant_TW zh_Latn zh_Latn_CN zu zu_ZA"
    ),
}

TERRITORIES: Final = {
    # currency: where it is the only legal tender
    "AED": "AE",
    "AFN": "AF",
    "ALL": "AL",
    "AMD": "AM",
    "AOA": "AO",
    "ARS": "AR",
    "AUD": "AU CC CX HM KI NF NR TV",
    "AWG": "AW",
    "AZN": "AZ",
    "BAM": "BA",
    "BBD": "BB",
    "BDT": "BD",
    "BGN": "BG",
    "BHD": "BH",
    "BIF": "BI",
    "BMD": "BM",
    "BND": "BN",
    "BOB": "BO",
    "BRL": "BR",
    "BSD": "BS",
    "BWP": "BW",
    "BYN": "BY",
    "BZD": "BZ",
    "CAD": "CA",
    "CDF": "CD",
    "CHF": "CH LI",
    "CLP": "CL",
    "CNY": "CN",
    "COP": "CO",
    "CRC": "CR",
    "CUP": "CU",
    "CVE": "CV",
    "CZK": "CZ",
    "DJF": "DJ",
    "DKK": "DK FO GL",
    "DOP": "DO",
    "DZD": "DZ",
    "EGP": "EG",
    "ERN": "ER",
    "ETB": "ET",
    "EUR": (
        "AD AT AX BE BL CY DE EA EE ES EU FI FR GF GP GR HR IC IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF "
        "VA XK YT"
    ),
    "FJD": "FJ",
    "FKP": "FK",
    "GBP": "GB GG GS IM JE TA",
    "GEL": "GE",
    "GHS": "GH",
    "GIP": "GI",
    "GMD": "GM",
    "GNF": "GN",
    "GTQ": "GT",
    "GYD": "GY",
    "HKD": "HK",
    "HNL": "HN",
    "HUF": "HU",
    "IDR": "ID",
    "ILS": "IL",
    "INR": "IN",
    "IQD": "IQ",
    "IRR": "IR",
    "ISK": "IS",
    "JMD": "JM",
    "JOD": "JO",
    "JPY": "JP",
    "KES": "KE",
    "KGS": "KG",
    "KHR": "KH",
    "KMF": "KM",
    "KPW": "KP",
    "KRW": "KR",
    "KWD": "KW",
    "KYD": "KY",
    "KZT": "KZ",
    "LAK": "LA",
    "LBP": "LB",
    "LKR": "LK",
    "LRD": "LR",
    "LYD": "LY",
    "MAD": "EH MA",
    "MDL": "MD",
    "MGA": "MG",
    "MKD": "MK",
    "MMK": "MM",
    "MNT": "MN",
    "MOP": "MO",
    "MRU": "MR",
    "MUR": "MU",
    "MVR": "MV",
    "MWK": "MW",
    "MXN": "MX",
    "MYR": "MY",
    "MZN": "MZ",
    "NGN": "NG",
    "NIO": "NI",
    "NOK": "BV NO SJ",
    "NPR": "NP",
    "NZD": "CK NU NZ PN TK",
    "OMR": "OM",
    "PEN": "PE",
    "PGK": "PG",
    "PHP": "PH",
    "PKR": "PK",
    "PLN": "PL",
    "PYG": "PY",
    "QAR": "QA",
    "RON": "RO",
    "RSD": "RS",
    "RUB": "RU",
    "RWF": "RW",
    "SAR": "SA",
    "SBD": "SB",
    "SCR": "SC",
    "SDG": "SD",
    "SEK": "SE",
    "SGD": "SG",
    "SHP": "AC SH",
    "SLE": "SL",
    "SOS": "SO",
    "SRD": "SR",
    "SSP": "SS",
    "STN": "ST",
    "SYP": "SY",
    "SZL": "SZ",
    "THB": "TH",
    "TJS": "TJ",
    "TMT": "TM",
    "TND": "TN",
    "TOP": "TO",
    "TRY": "TR",
    "TTD": "TT",
    "TWD": "TW",
    "TZS": "TZ",
    "UAH": "UA",
    "UGX": "UG",
    "USD": "AS BQ DG EC FM GU IO MH MP PR PW SV TC TL UM US VG VI",
    "UYU": "UY",
    "UZS": "UZ",
    "VES": "VE",
    "VND": "VN",
    "VUV": "VU",
    "WST": "WS",
    "XAF": "CF CG CM GA GQ TD",
    "XCD": "AG AI DM GD KN LC MS VC",
    "XCG": "CW SX",
    "XOF": "BF BJ CI GW ML NE SN TG",
    "XPF": "NC PF WF",
    "YER": "YE",
    "ZAR": "ZA",
    "ZMW": "ZM",
}

CODES: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL "
    "HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD "
    "MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR "
    "RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS "
    "UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL"
)
